package io.tripmeter.signals.spans;

import org.jspecify.annotations.Nullable;

/** Agents beside this one that make spans: no request shall have two. Initialises no class. */
final class OtherTracers {
  /** OpenTelemetry's is put together at run time: as a constant, the build would relocate it like the classes it names. */
  private static final String[][] AGENTS = {
    {"io.".concat("opentelemetry.javaagent.OpenTelemetryAgent"), "OpenTelemetry's agent"},
    {"datadog.trace.bootstrap.AgentBootstrap", "Datadog's agent"},
    {"co.elastic.apm.agent.premain.AgentMain", "Elastic's agent"}
  };

  private OtherTracers() {}

  /** Whose agent is attached, in whichever order; null if there is none. */
  static @Nullable String agent() {
    for (String[] agent : AGENTS) {
      if (isVisible(agent[0], ClassLoader.getSystemClassLoader()) || isVisible(agent[0], null)) {
        return agent[1];
      }
    }
    return null;
  }

  private static boolean isVisible(String className, @Nullable ClassLoader loader) {
    try {
      Class.forName(className, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
