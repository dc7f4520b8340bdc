/** Everything Tripmeter tells, as docs/signals.md has it: what leaves the process of an application with the agent attached. */
package io.tripmeter.signals;
