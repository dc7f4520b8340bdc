package io.tripmeter.child;

import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an {@link Application} is to be: by default with the agent, the newest driver and the newest HikariCP. */
public final class ApplicationBuilder {
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<Path> more = new ArrayList<>();
  private String pgjdbc = Libraries.NEWEST_PGJDBC;
  private String hikari = Libraries.NEWEST_HIKARICP;
  private final List<String> prefix = new ArrayList<>();
  private Path java = Jdks.running();
  private boolean agent = true;
  private boolean relocated;

  ApplicationBuilder() {
    setting("metrics.listen", "127.0.0.1:0");
    setting("service-name", "console");
    setting("metrics.wait", "true");
  }

  public ApplicationBuilder pgjdbc(String version) {
    pgjdbc = version;
    return this;
  }

  public ApplicationBuilder hikari(String version) {
    hikari = version;
    return this;
  }

  /** One of Tripmeter's. */
  public ApplicationBuilder setting(String key, String value) {
    return property("tripmeter." + key, value);
  }

  public ApplicationBuilder property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  public ApplicationBuilder classPath(Collection<Path> jars) {
    more.addAll(jars);
    return this;
  }

  /** See {@link ForkedJvmBuilder#relocated}. */
  public ApplicationBuilder relocated() {
    relocated = true;
    return this;
  }

  /** See {@link ForkedJvmBuilder#prefix}. */
  public ApplicationBuilder prefix(List<String> words) {
    prefix.addAll(words);
    return this;
  }

  /** By default the JVM that runs this. */
  public ApplicationBuilder java(Path home) {
    java = home;
    return this;
  }

  public ApplicationBuilder withoutAgent() {
    agent = false;
    return this;
  }

  /** Two that have the same are the same application. */
  List<?> identity() {
    return List.of(
        pgjdbc,
        hikari,
        java,
        agent,
        relocated,
        List.copyOf(prefix),
        List.copyOf(more),
        Map.copyOf(properties));
  }

  public Application start() {
    ForkedJvmBuilder builder = ForkedJvm.of("example.Console")
        .java(java)
        .prefix(prefix)
        .classPath(Libraries.childClassPath(pgjdbc, hikari))
        .classPath(more);
    if (agent) {
      builder.agent();
    }
    if (relocated) {
      builder.relocated();
    }
    properties.forEach(builder::property);
    return new Application(builder.start());
  }
}
