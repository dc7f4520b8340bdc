package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import javax.sql.DataSource;

/** Executes exactly one cheap query, so its time is mostly the round trip. */
final class PingEndpoint implements Endpoint {
  private final DataSource pool;

  PingEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select current_date")) {
      rows.next();
      return Answer.ok(Map.of("date", rows.getObject(1, LocalDate.class)));
    }
  }
}
