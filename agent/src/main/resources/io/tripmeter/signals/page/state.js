// What the page knows, and what its reader has chosen.

export const state = {
  data: null, paused: false, timer: 0, asking: false, lost: '', unasked: false, broken: false, lastAnswer: 0, copied: '',
  sort: {}, filter: {}, order: {}, open: new Set(),
};

/** What a key is set to. */
export const configured = (key) => state.data?.configuration?.find((one) => one.key === key)?.value;
