package io.tripmeter.work.library;

import io.tripmeter.work.WorkKind;

/** The libraries whose jobs are units of work. A new one is some lines here. */
public final class KnownLibraries {
  private KnownLibraries() {}

  /** A run of a method with Spring's @Scheduled, on whatever thread; Spring 5.0 to 7.0. */
  public static WorkKind springScheduled() {
    return LibraryWork.job("getTarget + getMethod")
        .in("org.springframework.scheduling.support.ScheduledMethodRunnable", "run()", "self");
  }
}
