package io.tripmeter.sample;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Records the completion of a task, and sets when it is due again. */
final class NewCompletionEndpoint implements Endpoint {
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);

  private final DataSource pool;

  NewCompletionEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException, IOException {
    BearerToken token = call.token();
    NewCompletion wanted = call.body(NewCompletion.class);
    LocalDate doneOn = plausible(wanted.doneOn());
    try (Connection connection = pool.getConnection()) {
      User user = new UserRepository(connection).authenticated(token);
      return Answer.created(Transaction.in(connection, () -> {
        TaskRepository tasks = new TaskRepository(connection);
        Task task = tasks
            .find(wanted.taskId(), user)
            .orElseThrow(() -> HttpError.notFound("no task " + wanted.taskId()));
        tasks.schedule(task, doneOn);
        return new CompletionRepository(connection).add(task, doneOn, wanted.noteOrEmpty());
      }));
    }
  }

  /** Allows one day in the future, because of the client's time zone. */
  private static LocalDate plausible(@Nullable LocalDate doneOn) {
    LocalDate latest = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    if (doneOn == null || doneOn.isBefore(EARLIEST) || doneOn.isAfter(latest)) {
      throw HttpError.badRequest("doneOn must be a date from " + EARLIEST + " to today");
    }
    return doneOn;
  }

  private record NewCompletion(
      long taskId, @Nullable LocalDate doneOn, @Nullable String note) {
    String noteOrEmpty() {
      return note == null ? "" : note;
    }
  }
}
