package io.tripmeter.signals.findings;

import java.util.List;

/** Looks for problems of one kind. Says nothing of what did not happen, and nothing of what is over, as far as that can be known. */
interface Check {
  void look(Evidence evidence, List<Problem> found);
}
