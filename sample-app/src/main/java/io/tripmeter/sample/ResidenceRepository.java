package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

final class ResidenceRepository {
  private final Connection connection;

  ResidenceRepository(Connection connection) {
    this.connection = connection;
  }

  List<Residence> of(User owner) throws SQLException {
    String sql = "select id, name, address from residence where owner_id = ? order by id";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, owner.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<Residence> found = new ArrayList<>();
        while (rows.next()) {
          found.add(
              new Residence(rows.getLong("id"), rows.getString("name"), rows.getString("address")));
        }
        return found;
      }
    }
  }

  List<Long> idsOf(User owner) throws SQLException {
    String sql = "select id from residence where owner_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, owner.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<Long> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getLong("id"));
        }
        return found;
      }
    }
  }
}
