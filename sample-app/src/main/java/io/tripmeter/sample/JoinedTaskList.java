package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Authenticates and lists a user's tasks with their completions in one statement. */
final class JoinedTaskList {
  // Outer joins, so that a valid token without tasks still returns one row. No row means 401.
  private static final String SQL = """
      select t.id, t.residence_id, t.title, t.interval_days, t.due_on,
             c.id as completion_id, c.done_on, c.note
      from api_token k
        join app_user u on u.id = k.user_id
        left join (residence r join task t on t.residence_id = r.id) on r.owner_id = u.id
        left join completion c on c.task_id = t.id
      where k.token_hash = ? and k.expires_at > now()
      order by t.due_on, t.id, c.done_on, c.id
      """;

  private final Connection connection;

  JoinedTaskList(Connection connection) {
    this.connection = connection;
  }

  List<Task> of(BearerToken token) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setBytes(1, token.hash());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw HttpError.unauthorized();
        }
        return tasks(rows);
      }
    }
  }

  /** Rows of one task are consecutive, so they belong to the last task of the list. */
  private static List<Task> tasks(ResultSet rows) throws SQLException {
    List<Task> tasks = new ArrayList<>();
    do {
      long id = rows.getLong("id");
      if (rows.wasNull()) {
        break;
      }
      if (tasks.isEmpty() || tasks.get(tasks.size() - 1).id() != id) {
        tasks.add(task(id, rows));
      }
      addCompletion(tasks.get(tasks.size() - 1), rows);
    } while (rows.next());
    return tasks;
  }

  private static Task task(long id, ResultSet row) throws SQLException {
    return new Task(
        id,
        row.getLong("residence_id"),
        row.getString("title"),
        row.getInt("interval_days"),
        row.getObject("due_on", LocalDate.class),
        new ArrayList<>());
  }

  private static void addCompletion(Task task, ResultSet row) throws SQLException {
    long id = row.getLong("completion_id");
    if (!row.wasNull()) {
      LocalDate doneOn = row.getObject("done_on", LocalDate.class);
      task.completions().add(new Completion(id, task.id(), doneOn, row.getString("note")));
    }
  }
}
