/** An intent's status in the words of the return URL. Source: Stripe's redirect statuses, and its guide to each. */
export function redirectStatus(status: string): 'succeeded' | 'pending' | 'failed' {
  switch (status) {
    case 'succeeded':
    case 'requires_capture':
      return 'succeeded';
    case 'processing':
    case 'requires_action':
    // The buyer is done; the server still has to confirm.
    case 'requires_confirmation':
      return 'pending';
    default:
      return 'failed';
  }
}
