const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Makes any text safe in XML or HTML content and in quoted attributes.
 */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]);
}
