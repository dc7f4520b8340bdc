package io.tripmeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tripmeter.pgjdbc.Pgjdbc;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.CommonDataSource;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

/** Only {@code pgjdbc} names the driver's classes, methods, fields and connection properties. */
class DriverNamesTest {
  /** Compiled against the driver, and never loaded; the log is below every package and has to know the driver's exceptions. */
  private static final Pattern EXCEPT =
      Pattern.compile("io/tripmeter/(pgjdbc/.*|advice/.*|log/ServerMessages)");

  private static final String[] CLASSES = {
    "Driver",
    "PGConnection",
    "core.CachedQueryCreateAction",
    "core.NativeQuery",
    "core.PGStream",
    "core.QueryExecutor",
    "core.QueryExecutorBase",
    "core.VisibleBufferedInputStream",
    "core.v3.ConnectionFactoryImpl",
    "core.v3.QueryExecutorImpl",
    "core.v3.SimpleQuery",
    "ds.common.BaseDataSource",
    "jdbc.PgConnection",
    "jdbc.PgDatabaseMetaData",
    "jdbc.PgStatement",
    "jdbc.TypeInfoCache",
    "util.PSQLException",
    "util.ServerErrorMessage",
  };

  /** SLF4J, ByteBuddy, JAX-RS, Tomcat JDBC, c3p0 and Commons Pool have these names, too. */
  private static final Set<String> OTHERS_TOO =
      Set.of("getLogger", "readOnly", "getProperty", "getUrl", "getObject", "getUser");

  /** A plain word is no evidence that the driver's member is meant. */
  private static boolean isTelling(String name) {
    return name.chars().skip(1).anyMatch(Character::isUpperCase);
  }

  private static Stream<Member> members(Class<?> type) {
    return Stream.concat(
        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()));
  }

  private static Set<String> driversNames() throws ClassNotFoundException {
    Set<String> names = new TreeSet<>();
    for (String simple : CLASSES) {
      members(Class.forName("org.postgresql." + simple, false, PGProperty.class.getClassLoader()))
          .map(Member::getName)
          .forEach(names::add);
    }
    for (PGProperty property : PGProperty.values()) {
      names.add(property.getName());
    }
    for (Class<?> jdbc : List.of(
        Connection.class,
        Driver.class,
        DatabaseMetaData.class,
        PreparedStatement.class,
        java.sql.Statement.class,
        CommonDataSource.class,
        javax.sql.DataSource.class,
        Object.class)) {
      Arrays.stream(jdbc.getMethods()).map(Executable::getName).forEach(names::remove);
    }
    // JDBC's names are everybody's.
    names.removeIf(name -> !isTelling(name) || OTHERS_TOO.contains(name));
    return names;
  }

  /** What a class names of the driver's: classes anywhere in its constants, members in its strings. */
  private static List<String> named(ClassReader type, Set<String> drivers) {
    List<String> named = new ArrayList<>();
    char[] buffer = new char[type.getMaxStringLength()];
    for (int i = 1; i < type.getItemCount(); i++) {
      int at = type.getItem(i);
      int tag = at == 0 ? 0 : type.readByte(at - 1);
      if (tag == 1) {
        String text = utf8(type, at);
        if (text.contains("org.postgresql") || text.contains("org/postgresql")) {
          named.add(text);
        }
      } else if (tag == 8) {
        String text = type.readUTF8(at, buffer);
        String member = text.contains("(") ? text.substring(0, text.indexOf('(')) : text;
        if (drivers.contains(member)) {
          named.add(text);
        }
      }
    }
    return named;
  }

  private static String utf8(ClassReader type, int at) {
    int length = type.readUnsignedShort(at);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) type.readByte(at + 2 + i);
    }
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static List<ClassReader> ourClasses() throws IOException, URISyntaxException {
    URL one = Pgjdbc.class.getResource("Pgjdbc.class");
    Path root = Paths.get(one.toURI()).getParent().getParent();
    try (Stream<Path> files = Files.walk(root)) {
      List<ClassReader> classes = new ArrayList<>();
      for (Path file :
          files.filter(path -> path.toString().endsWith(".class")).collect(Collectors.toList())) {
        try (InputStream in = Files.newInputStream(file)) {
          classes.add(new ClassReader(in));
        }
      }
      return classes;
    }
  }

  @Test
  void areWrittenInOnePackage() throws Exception {
    Set<String> drivers = driversNames();
    List<String> elsewhere = new ArrayList<>();
    for (ClassReader type : ourClasses()) {
      if (!EXCEPT.matcher(type.getClassName()).matches()) {
        named(type, drivers).forEach(name -> elsewhere.add(type.getClassName() + ": " + name));
      }
    }
    assertEquals(List.of(), elsewhere);
  }

  /** Names something of the driver's in each of the ways that are looked for. */
  @SuppressWarnings("unused")
  private static final class Offender {
    static String member() {
      return "getBackendPID";
    }

    static String withDescriptor() {
      return "sendOneQuery(Lnothing;)";
    }

    static String property() {
      return "prepareThreshold";
    }

    static Class<?> type() {
      return org.postgresql.core.Query.class;
    }

    static String typeByName() {
      return "x org.postgresql.Driver x";
    }
  }

  @Test
  void areFoundWhereTheyAreWritten() throws Exception {
    try (InputStream in = Offender.class.getResourceAsStream("DriverNamesTest$Offender.class")) {
      assertEquals(
          Set.of(
              "getBackendPID",
              "sendOneQuery(Lnothing;)",
              "prepareThreshold",
              "org/postgresql/core/Query",
              "x org.postgresql.Driver x"),
          Set.copyOf(named(new ClassReader(in), driversNames())));
    }
  }

  @Test
  void areThoseThatTripmeterUses() throws ClassNotFoundException {
    Set<String> names = driversNames();
    for (String name :
        List.of("pgStream", "nextUniqueID", "creatingURL", "assumeMinServerVersion")) {
      assertTrue(names.contains(name), name);
    }
    for (String everybodys : List.of("getSchema", "close", "options")) {
      assertFalse(names.contains(everybodys), everybodys);
    }
  }
}
