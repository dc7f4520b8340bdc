package io.tripmeter.sample;

import java.io.IOException;
import java.sql.SQLException;

/** The handler of one path. Called by several threads at the same time. */
@FunctionalInterface
interface Endpoint {

  /** @throws HttpError if the request is wrong */
  Answer answer(Call call) throws SQLException, IOException;

  /** Restricts the endpoint to one HTTP method; any other is answered with 405. */
  static Endpoint only(String method, Endpoint endpoint) {
    return call -> {
      if (!call.method().equals(method)) {
        throw HttpError.methodNotAllowed(method);
      }
      return endpoint.answer(call);
    };
  }
}
