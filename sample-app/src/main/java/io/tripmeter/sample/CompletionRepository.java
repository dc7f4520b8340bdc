package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

final class CompletionRepository {
  private final Connection connection;

  CompletionRepository(Connection connection) {
    this.connection = connection;
  }

  List<Completion> of(Task task) throws SQLException {
    String sql =
        "select id, task_id, done_on, note from completion where task_id = ? order by done_on, id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, task.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<Completion> found = new ArrayList<>();
        while (rows.next()) {
          found.add(new Completion(
              rows.getLong("id"),
              rows.getLong("task_id"),
              rows.getObject("done_on", LocalDate.class),
              rows.getString("note")));
        }
        return found;
      }
    }
  }

  Completion add(Task task, LocalDate doneOn, String note) throws SQLException {
    String sql = "insert into completion (task_id, done_on, note) values (?, ?, ?) returning id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, task.id());
      statement.setObject(2, doneOn);
      statement.setString(3, note);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Completion(rows.getLong("id"), task.id(), doneOn, note);
      }
    }
  }
}
