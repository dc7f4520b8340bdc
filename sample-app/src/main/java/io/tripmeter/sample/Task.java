package io.tripmeter.sample;

import java.time.LocalDate;
import java.util.List;

/** A recurring task for a residence, with its completions. */
record Task(
    long id,
    long residenceId,
    String title,
    int intervalDays,
    LocalDate dueOn,
    List<Completion> completions) {

  Task with(List<Completion> found) {
    return new Task(id, residenceId, title, intervalDays, dueOn, found);
  }
}
