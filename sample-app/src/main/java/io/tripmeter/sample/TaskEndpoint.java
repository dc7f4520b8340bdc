package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One task with its completions. */
final class TaskEndpoint implements Endpoint {
  private final DataSource pool;

  TaskEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException {
    BearerToken token = call.token();
    long id = call.id();
    try (Connection connection = pool.getConnection()) {
      User user = new UserRepository(connection).authenticated(token);
      Task task = new TaskRepository(connection)
          .find(id, user)
          .orElseThrow(() -> HttpError.notFound("no task " + id));
      return Answer.ok(task.with(new CompletionRepository(connection).of(task)));
    }
  }
}
