package io.tripmeter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds Tripmeter's keys among the system properties and environment variables. */
final class PropertyNames {
  private static final String PROPERTY = "tripmeter.";
  private static final String VARIABLE = "TRIPMETER_";

  private PropertyNames() {}

  static String withoutPrefix(String name) {
    return name.startsWith(PROPERTY) ? name.substring(PROPERTY.length()) : name;
  }

  static List<GivenValue> inSystemProperties(Map<String, String> properties) {
    List<GivenValue> given = new ArrayList<>();
    for (Map.Entry<String, String> entry : properties.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(PROPERTY) && !name.startsWith("tripmeter.test.")) {
        String key = name.substring(PROPERTY.length());
        given.add(new GivenValue(
            key, entry.getValue(), "system property " + PROPERTY + Problems.shownKey(key)));
      }
    }
    return given;
  }

  static List<GivenValue> inEnvironment(Map<String, String> environment) {
    List<GivenValue> given = new ArrayList<>();
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      String name = entry.getKey();
      if (name.startsWith(VARIABLE) && !entry.getValue().trim().isEmpty() && !isForeign(name)) {
        String key = name.substring(VARIABLE.length());
        given.add(new GivenValue(
            key, entry.getValue(), "environment " + VARIABLE + Problems.shownKey(key)));
      }
    }
    return given;
  }

  /** Variables of the tests, and variables that Kubernetes sets in every pod for a Service named tripmeter or tripmeter-something. */
  private static boolean isForeign(String variable) {
    return variable.startsWith("TRIPMETER_TEST_")
        || variable.equals("TRIPMETER_JDKS")
        || variable.endsWith("_SERVICE_HOST")
        || variable.contains("_SERVICE_PORT")
        || variable.endsWith("_PORT")
        || variable.contains("_PORT_");
  }
}
