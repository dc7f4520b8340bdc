package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Users and their tokens. Like every repository, it is created for one connection and used for one request. */
final class UserRepository {
  private final Connection connection;

  UserRepository(Connection connection) {
    this.connection = connection;
  }

  /** Token and user in one statement. */
  User authenticated(BearerToken token) throws SQLException {
    String sql = """
        select u.id, u.name, u.email
        from api_token t join app_user u on u.id = t.user_id
        where t.token_hash = ? and t.expires_at > now()
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, token.hash());
      return one(statement).orElseThrow(HttpError::unauthorized);
    }
  }

  OptionalLong idOf(BearerToken token) throws SQLException {
    String sql = "select user_id from api_token where token_hash = ? and expires_at > now()";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, token.hash());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  Optional<User> find(long id) throws SQLException {
    String sql = "select id, name, email from app_user where id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      return one(statement);
    }
  }

  private static Optional<User> one(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new User(rows.getLong("id"), rows.getString("name"), rows.getString("email")));
    }
  }
}
