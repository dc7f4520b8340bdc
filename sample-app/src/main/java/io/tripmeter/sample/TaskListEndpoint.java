package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A user's tasks, fetched in two styles that answer the same. */
final class TaskListEndpoint implements Endpoint {
  private static final List<String> STYLES = List.of("chatty", "joined");

  private final DataSource pool;

  TaskListEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException {
    BearerToken token = call.token();
    String style = call.style(STYLES);
    try (Connection connection = pool.getConnection()) {
      List<Task> tasks = style.equals("joined")
          ? new JoinedTaskList(connection).of(token)
          : chatty(connection, token);
      return Answer.ok(Map.of("tasks", tasks));
    }
  }

  /** Typical of code that was written step by step: every line below queries the server, the last one once for each task. */
  private static List<Task> chatty(Connection connection, BearerToken token) throws SQLException {
    UserRepository users = new UserRepository(connection);
    long userId = users.idOf(token).orElseThrow(HttpError::unauthorized);
    User user = users.find(userId).orElseThrow(HttpError::unauthorized);
    List<Long> residenceIds = new ResidenceRepository(connection).idsOf(user);
    List<Task> tasks = new TaskRepository(connection).in(residenceIds);

    CompletionRepository completions = new CompletionRepository(connection);
    List<Task> complete = new ArrayList<>();
    for (Task task : tasks) {
      complete.add(task.with(completions.of(task)));
    }
    return complete;
  }
}
