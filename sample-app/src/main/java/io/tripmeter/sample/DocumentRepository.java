package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

final class DocumentRepository {
  private final Connection connection;

  DocumentRepository(Connection connection) {
    this.connection = connection;
  }

  List<Document> of(User owner) throws SQLException {
    String sql = """
        select d.id, d.residence_id, d.title, d.media_type, d.bytes
        from document d join residence r on r.id = d.residence_id
        where r.owner_id = ?
        order by d.id
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, owner.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<Document> found = new ArrayList<>();
        while (rows.next()) {
          found.add(document(rows));
        }
        return found;
      }
    }
  }

  private static Document document(ResultSet row) throws SQLException {
    return new Document(
        row.getLong("id"),
        row.getLong("residence_id"),
        row.getString("title"),
        row.getString("media_type"),
        row.getLong("bytes"));
  }
}
