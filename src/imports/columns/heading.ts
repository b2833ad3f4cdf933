/**
 * The form in which headings are compared: width and case folded, what stands in brackets and every sign dropped,
 * "#" read as "no". "*Invoice Number", "invoice_number" and "InvoiceNumber" are one heading.
 */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([{【〔][^)\]}】〕]*[)\]}】〕]/gu, '')
    .replace(/#|№|\bnr\b/gu, 'no')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
