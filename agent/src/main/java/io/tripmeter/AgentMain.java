package io.tripmeter;

import io.tripmeter.boot.AgentClassLoader;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls before the application's main method, and what {@code java -jar} runs. Finds the jar, puts its {@code boot} classes
 * on the bootstrap search path and hands over to the agent's own class loader. Nothing that happens here reaches the application.
 */
public final class AgentMain {
  private static final String AGENT = "io.tripmeter.agent.Agent";
  private static final String CLI = "io.tripmeter.cli.Cli";

  private AgentMain() {}

  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    try {
      if (isOff(arguments) || isJdkTool(System.getProperty("sun.java.command"))) {
        return;
      }
      File jar = jar();
      // Before any class of boot is touched: the system loader asks the bootstrap loader first and
      // would else define its own.
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
      ClassLoader loader = AgentClassLoader.claim(jar);
      if (loader != null) {
        loader
            .loadClass(AGENT)
            .getMethod("start", String.class, Instrumentation.class)
            .invoke(null, arguments, instrumentation);
      }
    } catch (Throwable failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      System.err.println(
          "tripmeter: error: not started, the application runs without it: " + cause);
    }
  }

  public static void main(String[] arguments) throws Exception {
    new AgentClassLoader(jar())
        .loadClass(CLI)
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private static File jar() throws Exception {
    return new File(
        AgentMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A quick look at the plain places, so that nothing at all is loaded; a configuration file is read by the agent itself. */
  private static boolean isOff(@Nullable String arguments) {
    if (arguments != null) {
      for (String argument : arguments.split(",")) {
        if (argument.trim().startsWith("enabled=")) {
          return isFalse(argument.trim().substring("enabled=".length()));
        }
      }
    }
    String property = System.getProperty("tripmeter.enabled");
    return property != null ? isFalse(property) : isFalse(System.getenv("TRIPMETER_ENABLED"));
  }

  private static boolean isFalse(@Nullable String value) {
    return value != null && value.trim().equalsIgnoreCase("false");
  }

  /** With JAVA_TOOL_OPTIONS every javac, jcmd and keytool is given the agent too. */
  private static boolean isJdkTool(@Nullable String command) {
    return command != null
        && (command.startsWith("jdk.")
            || command.startsWith("java.base/sun.")
            || command.startsWith("com.sun.tools.")
            || command.startsWith("sun.tools.")
            || command.startsWith("sun.security.tools."));
  }
}
