package io.tripmeter.sample;

import java.time.LocalDate;

record Completion(long id, long taskId, LocalDate doneOn, String note) {}
