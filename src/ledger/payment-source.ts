/** What a payment that a person recorded in Slack names as its source. */
export const TYPED_SOURCE = 'slack';
