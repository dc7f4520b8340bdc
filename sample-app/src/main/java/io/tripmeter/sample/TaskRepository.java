package io.tripmeter.sample;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tasks without their completions, which are queried for one task at a time. */
final class TaskRepository {
  private final Connection connection;

  TaskRepository(Connection connection) {
    this.connection = connection;
  }

  List<Task> in(List<Long> residenceIds) throws SQLException {
    String sql = """
        select id, residence_id, title, interval_days, due_on
        from task
        where residence_id = any (?)
        order by due_on, id
        """;
    Array ids = connection.createArrayOf("bigint", residenceIds.toArray());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, ids);
      return list(statement);
    } finally {
      ids.free();
    }
  }

  /** @return empty if the task does not exist or belongs to another user */
  Optional<Task> find(long id, User owner) throws SQLException {
    String sql = """
        select t.id, t.residence_id, t.title, t.interval_days, t.due_on
        from task t join residence r on r.id = t.residence_id
        where t.id = ? and r.owner_id = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      statement.setLong(2, owner.id());
      return list(statement).stream().findFirst();
    }
  }

  /** The task is next due one interval after its latest completion. */
  void schedule(Task task, LocalDate doneOn) throws SQLException {
    String sql = "update task set due_on = greatest(due_on, ?::date + interval_days) where id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, doneOn);
      statement.setLong(2, task.id());
      statement.executeUpdate();
    }
  }

  private static List<Task> list(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Task> found = new ArrayList<>();
      while (rows.next()) {
        found.add(task(rows));
      }
      return found;
    }
  }

  private static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getLong("id"),
        row.getLong("residence_id"),
        row.getString("title"),
        row.getInt("interval_days"),
        row.getObject("due_on", LocalDate.class),
        List.of());
  }
}
