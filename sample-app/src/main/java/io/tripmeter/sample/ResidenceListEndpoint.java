package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** A user's residences. */
final class ResidenceListEndpoint implements Endpoint {
  private final DataSource pool;

  ResidenceListEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException {
    BearerToken token = call.token();
    try (Connection connection = pool.getConnection()) {
      User user = new UserRepository(connection).authenticated(token);
      return Answer.ok(Map.of("residences", new ResidenceRepository(connection).of(user)));
    }
  }
}
