package io.tripmeter.work.jetty;

import io.tripmeter.work.OngoingWork;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The completion listener of one request. It was added first and is called last: the others may still ask the database. */
final class Completion implements Consumer<@Nullable Throwable> {
  private final OngoingWork work;

  Completion(OngoingWork work) {
    this.work = work;
  }

  @Override
  public void accept(@Nullable Throwable failure) {
    if (failure != null) {
      work.fail(failure);
    }
    work.complete();
  }
}
