package io.tripmeter.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** A user's contractors. */
final class ContractorListEndpoint implements Endpoint {
  private final DataSource pool;

  ContractorListEndpoint(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public Answer answer(Call call) throws SQLException {
    BearerToken token = call.token();
    try (Connection connection = pool.getConnection()) {
      User user = new UserRepository(connection).authenticated(token);
      return Answer.ok(Map.of("contractors", new ContractorRepository(connection).of(user)));
    }
  }
}
