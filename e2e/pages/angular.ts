import '@angular/compiler';
import { Component, inject, ViewChild } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideNgxStripe, StripePaymentElementComponent, StripeService } from 'ngx-stripe';
import { firstValueFrom } from 'rxjs';
import { clientSecret, publishableKey, show, showIntent } from './show.ts';

class Shop {
  stripe = inject(StripeService);
  options = { clientSecret };

  pay() {
    const { elements } = this.payment;
    return showIntent(() =>
      firstValueFrom(this.stripe.confirmPayment({ elements, redirect: 'if_required' })),
    );
  }
}

// As the decorators would do; the page is compiled in the browser.
ViewChild(StripePaymentElementComponent)(Shop.prototype, 'payment');
Component({
  selector: 'app-shop',
  imports: [StripePaymentElementComponent],
  template: `<ngx-stripe-payment [elementsOptions]="options" /><button id="pay" (click)="pay()">Pay</button>`,
})(Shop);

const root = document.getElementById('root');
if (root !== null) root.innerHTML = '<app-shop></app-shop>';
bootstrapApplication(Shop, { providers: [provideNgxStripe(publishableKey)] }).catch((error) =>
  show({ thrown: String(error) }),
);
