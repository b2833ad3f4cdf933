/** What is asked, with `of` and `due` saying which slot of the pattern holds what it is about. */
export type EnquiryShape =
  | { readonly kind: 'overview' | 'help' | 'escalations' }
  | { readonly kind: 'overdue'; readonly of: 'all' | 'mine' | 'here' | 'name' | 'owner' }
  | { readonly kind: 'broken'; readonly of: 'all' | 'mine' | 'here' | 'name'; readonly due: 'on' | null }
  | { readonly kind: 'promises'; readonly of: 'all' | 'mine' | 'here' | 'name'; readonly due: 'on' | 'by' | null }
  | { readonly kind: 'status'; readonly of: 'name' };

/** What can be asked, with the ways to ask it (enquiry-pattern.ts). */
export type EnquiryTable = readonly (readonly [EnquiryShape, readonly string[]])[];
