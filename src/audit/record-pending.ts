/**
 * What an audit sink rejects with where a record is not kept yet, and answers should not wait for it any longer: it will be kept
 * when the place moves again, unless the process ends before.
 */
export class RecordPending extends Error {}
