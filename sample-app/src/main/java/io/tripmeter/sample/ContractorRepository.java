package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

final class ContractorRepository {
  private final Connection connection;

  ContractorRepository(Connection connection) {
    this.connection = connection;
  }

  List<Contractor> of(User owner) throws SQLException {
    String sql = "select id, name, trade, phone from contractor where owner_id = ? order by name";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, owner.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<Contractor> found = new ArrayList<>();
        while (rows.next()) {
          found.add(new Contractor(
              rows.getLong("id"),
              rows.getString("name"),
              rows.getString("trade"),
              rows.getString("phone")));
        }
        return found;
      }
    }
  }
}
