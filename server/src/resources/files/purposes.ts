import type { FilePurpose } from '../../store/schema.ts';
import type { FileType } from './file-types.ts';

interface Purpose {
  readonly types: readonly FileType[];
  readonly bytesMax: number;
  /** Seconds after which its files are deleted; null for never. */
  readonly lasts: number | null;
  /** Whether its contents may be downloaded, including through public links. */
  readonly readable: boolean;
}

const kB = 1024;
const MB = 1024 * kB;
const day = 24 * 60 * 60;
const documents = ['pdf', 'jpg', 'png'] as const;
const pictures = ['jpg', 'png', 'gif'] as const;

/**
 * The purposes for which files may be uploaded, with what each accepts. Source: the table in Stripe's guide to file uploads
 * (docs.stripe.com/file-upload), as of 2026. Terminal's are left out, because Onfile does not have it.
 */
export const purposes: Readonly<Record<FilePurpose, Purpose>> = {
  account_requirement: { types: documents, bytesMax: 64 * MB, lasts: null, readable: false },
  additional_verification: { types: documents, bytesMax: 32 * MB, lasts: null, readable: false },
  business_icon: { types: pictures, bytesMax: 512 * kB, lasts: null, readable: true },
  business_logo: { types: pictures, bytesMax: 512 * kB, lasts: null, readable: true },
  customer_signature: { types: ['jpg', 'png', 'svg'], bytesMax: 4 * MB, lasts: 7 * day, readable: true },
  dispute_evidence: { types: documents, bytesMax: 5 * MB, lasts: 270 * day, readable: true },
  identity_document: { types: documents, bytesMax: 32 * MB, lasts: null, readable: false },
  issuing_regulatory_reporting: { types: ['json'], bytesMax: 256 * kB, lasts: 730 * day, readable: true },
  pci_document: { types: ['pdf'], bytesMax: 16 * MB, lasts: null, readable: true },
  platform_terms_of_service: {
    types: ['pdf', 'txt', 'md'],
    bytesMax: 64 * MB,
    lasts: null,
    readable: false,
  },
  tax_document_user_upload: {
    types: [...documents, 'csv', 'xlsx', 'docx'],
    bytesMax: 16 * MB,
    lasts: null,
    readable: true,
  },
};

export const purposeNames = Object.keys(purposes) as FilePurpose[];

/** The maximum size of a file in bytes; that of any purpose while it is unknown. */
export function bytesMaxOf(purpose: unknown): number {
  const known = purposeNames.filter((name) => name === purpose);
  return Math.max(...(known.length > 0 ? known : purposeNames).map((name) => purposes[name].bytesMax));
}
