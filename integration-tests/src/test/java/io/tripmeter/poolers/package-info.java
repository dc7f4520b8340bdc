/** Behind poolers: what goes wrong there, and what Tripmeter makes of it. Tests for a pooler that this machine has not are skipped. */
package io.tripmeter.poolers;
