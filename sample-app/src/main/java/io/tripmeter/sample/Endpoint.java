package io.tripmeter.sample;

import java.io.IOException;
import java.sql.SQLException;

/** What is done for one path. Called by many threads at once. */
@FunctionalInterface
interface Endpoint {

  /** @throws HttpError if the caller has to do something differently */
  Answer answer(Call call) throws SQLException, IOException;

  /** The same endpoint for one HTTP method; any other is answered with 405. */
  static Endpoint only(String method, Endpoint endpoint) {
    return call -> {
      if (!call.method().equals(method)) {
        throw HttpError.methodNotAllowed(method);
      }
      return endpoint.answer(call);
    };
  }
}
