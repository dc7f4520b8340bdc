package io.tripmeter.sample;

import java.util.Map;

/** An HTTP status and the value to be written as JSON. */
record Answer(int status, Object body) {

  static Answer ok(Object body) {
    return new Answer(200, body);
  }

  static Answer created(Object body) {
    return new Answer(201, body);
  }

  static Answer error(int status, String message) {
    return new Answer(status, Map.of("error", message));
  }
}
