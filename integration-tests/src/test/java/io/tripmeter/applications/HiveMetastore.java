package io.tripmeter.applications;

import io.tripmeter.programs.Packaged;
import io.tripmeter.testing.ForkedJvm;
import io.tripmeter.testing.ForkedJvmBuilder;
import io.tripmeter.testing.FreePort;
import io.tripmeter.testing.Jdks;
import io.tripmeter.testing.Libraries;
import io.tripmeter.testing.PackagedApplications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Hive's stand-alone metastore on PostgreSQL, with the schema that its own tool makes, and its own client. */
final class HiveMetastore implements AutoCloseable {
  private final ForkedJvm jvm;
  private final int port;
  private final Path folder;

  private HiveMetastore(ForkedJvm jvm, int port, Path folder) {
    this.jvm = jvm;
    this.port = port;
    this.folder = folder;
    jvm.await("Started the new metaserver on port");
  }

  static Path client() throws IOException, InterruptedException {
    return Packaged.of(Jdks.running(), 8, libraries(), "HiveClient");
  }

  private static List<Path> libraries() {
    List<Path> all =
        new ArrayList<>(Libraries.jarsIn(PackagedApplications.hiveMetastore().resolve("lib")));
    all.addAll(Libraries.ofFolder("hadoop"));
    return all;
  }

  static ForkedJvmBuilder program() {
    return ForkedJvm.of("org.apache.hadoop.hive.metastore.HiveMetaStore");
  }

  /** @param folder for its configuration and its warehouse */
  static HiveMetastore start(ForkedJvmBuilder builder, Site site, Path folder) throws IOException {
    configure(site, Files.createDirectories(folder));
    try (ForkedJvm tool = with(
            ForkedJvm.of("org.apache.hadoop.hive.metastore.tools.MetastoreSchemaTool")
                .argument("-dbType", "postgres", "-initSchema"),
            folder)
        .start()) {
      if (tool.exitCode() != 0) {
        throw new AssertionError(tool.output());
      }
    }
    int port = FreePort.choose();
    ForkedJvm jvm = with(builder.argument("-p", Integer.toString(port)), folder).start();
    try {
      return new HiveMetastore(jvm, port, folder);
    } catch (AssertionError e) {
      jvm.close();
      throw e;
    }
  }

  private static ForkedJvmBuilder with(ForkedJvmBuilder builder, Path folder) {
    return builder
        .java(8)
        .property("org.apache.logging.log4j.level", "INFO")
        .environment("METASTORE_HOME", PackagedApplications.hiveMetastore().toString())
        .classPath(folder, Libraries.pgjdbc(Libraries.NEWEST_PGJDBC))
        .classPath(libraries());
  }

  private static void configure(Site site, Path folder) throws IOException {
    Map<String, String> properties = Map.of(
        "javax.jdo.option.ConnectionURL",
        site.url(),
        "javax.jdo.option.ConnectionDriverName",
        "org.postgresql.Driver",
        "javax.jdo.option.ConnectionUserName",
        site.server().user(),
        "javax.jdo.option.ConnectionPassword",
        site.server().password(),
        "metastore.warehouse.dir",
        "file:" + folder.resolve("warehouse"),
        // The defaults are classes of Hive itself.
        "metastore.expression.proxy",
        "org.apache.hadoop.hive.metastore.DefaultPartitionExpressionProxy",
        "metastore.task.threads.always",
        "org.apache.hadoop.hive.metastore.events.EventCleanerTask");
    Files.writeString(
        folder.resolve("metastore-site.xml"),
        properties.entrySet().stream()
            .map(one -> "<property><name>" + one.getKey() + "</name><value>" + one.getValue()
                + "</value></property>")
            .collect(Collectors.joining("", "<configuration>", "</configuration>")));
  }

  /** What the client prints, without what differs each time. */
  List<String> use(Path client) {
    try (ForkedJvm program = ForkedJvm.ofJar(client)
        .java(8)
        .argument("thrift://127.0.0.1:" + port, folder.toString())
        .start()) {
      if (program.exitCode() != 0) {
        throw new AssertionError(program.output() + jvm.output());
      }
      return program.stdout().stream()
          .filter(line -> line.startsWith("answer: "))
          .map(line -> line.replace(folder.toString(), "FOLDER"))
          .toList();
    }
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
