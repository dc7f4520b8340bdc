package io.tripmeter.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a forked JVM is to be; {@link #start()} starts it. */
public final class ForkedJvmBuilder {
  /** Whatever this machine sets for every JVM must not reach the one under test. */
  private static final List<String> UNWANTED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  /** Of every child, if it is set. */
  private static final String ARGUMENT =
      System.getProperty("tripmeter.test.child-jvm-argument", "");

  private final List<String> main;
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> prefix = new ArrayList<>();
  private Path home = Jdks.running();
  private File directory;
  private boolean relocated = Boolean.getBoolean("tripmeter.test.relocated");

  ForkedJvmBuilder(String... main) {
    this.main = List.of(main);
  }

  /** By default the JVM that runs this. */
  public ForkedJvmBuilder java(Path javaHome) {
    home = javaHome;
    return this;
  }

  /** One of {@link Jdks}. */
  public ForkedJvmBuilder java(int version) {
    return java(Jdks.home(version)
        .orElseThrow(() -> new IllegalStateException("no Java " + version + "; " + Jdks.report())));
  }

  public ForkedJvmBuilder classPath(Collection<Path> entries) {
    classPath.addAll(entries);
    return this;
  }

  public ForkedJvmBuilder classPath(Path... entries) {
    return classPath(Arrays.asList(entries));
  }

  /** See {@link Relocated}; the system property {@code tripmeter.test.relocated} says so of every child. */
  public ForkedJvmBuilder relocated() {
    relocated = true;
    return this;
  }

  public ForkedJvmBuilder property(String name, String value) {
    return jvmArgument("-D" + name + "=" + value);
  }

  public ForkedJvmBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public ForkedJvmBuilder jvmArgument(String... values) {
    jvmArguments.addAll(Arrays.asList(values));
    return this;
  }

  public ForkedJvmBuilder argument(String... values) {
    arguments.addAll(Arrays.asList(values));
    return this;
  }

  /** What the command line begins with, such as {@link NetworkNamespaces#atClient()}; it must become the JVM's process. */
  public ForkedJvmBuilder prefix(List<String> words) {
    prefix.addAll(words);
    return this;
  }

  public ForkedJvmBuilder directory(Path workingDirectory) {
    directory = workingDirectory.toFile();
    return this;
  }

  /** Attaches Tripmeter; what it needs of configuration comes by {@link #property} or {@link #environment}. */
  public ForkedJvmBuilder agent() {
    return agent(Libraries.agent(), "");
  }

  /** Attaches Tripmeter with agent arguments: {@code key=value,key=value}. */
  public ForkedJvmBuilder agent(String agentArguments) {
    return agent(Libraries.agent(), agentArguments);
  }

  /** Attaches any agent, in the order of the calls. */
  public ForkedJvmBuilder agent(Path jar, String agentArguments) {
    return jvmArgument(
        "-javaagent:" + jar + (agentArguments.isEmpty() ? "" : "=" + agentArguments));
  }

  public ForkedJvm start() {
    ProcessBuilder builder = new ProcessBuilder(command()).directory(directory);
    builder.environment().keySet().removeAll(UNWANTED);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("TRIPMETER_") || name.startsWith("OTEL_"));
    builder.environment().putAll(environment);
    try {
      return new ForkedJvm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(Jdks.java(home).toString());
    if (!ARGUMENT.isEmpty()) {
      command.add(ARGUMENT);
    }
    command.addAll(jvmArguments);
    if (!classPath.isEmpty()) {
      command.add("-cp");
      command.add((relocated ? Relocated.classPath(classPath) : classPath)
          .stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    command.addAll(main);
    command.addAll(arguments);
    return command;
  }
}
