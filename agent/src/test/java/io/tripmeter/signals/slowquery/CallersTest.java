package io.tripmeter.signals.slowquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.activemq.demo.Store;
import org.example.Around;
import org.example.AroundByLambda;
import org.example.Repository;
import org.hibernate.demo.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.samples.petclinic.owner.PetTypeFormatter;

class CallersTest {
  @TempDir
  private Path directory;

  @Test
  void theStackIsWalkedIfTheJvmSupportsIt() {
    assertInstanceOf(WalkedCallers.class, Callers.ofThisJvm());
  }

  @Test
  void theJdkDriversPoolsAndFrameworksAreNotTheApplication() {
    assertTrue(Frames.isPlumbing("org.postgresql.jdbc.PgStatement"));
    assertTrue(Frames.isPlumbing("com.zaxxer.hikari.pool.HikariProxyPreparedStatement"));
    assertTrue(Frames.isPlumbing("jdk.proxy2.$Proxy12"));
    assertTrue(Frames.isPlumbing("org.example.Tasks$$SpringCGLIB$$0"));
    assertTrue(Frames.isPlumbing("org.example.Task$HibernateProxy$x8Zq"));
    assertTrue(Frames.isPlumbing("org.example.Tasks_ClientProxy"));
    assertTrue(Frames.isPlumbing(
        "io.opentelemetry.javaagent.instrumentation.spring.data.v1_8.RepositoryInterceptor"));
    assertTrue(Frames.isFramework("org.springframework.jdbc.core.JdbcTemplate"));
    assertTrue(Frames.isFramework("org.thymeleaf.TemplateEngine"));
    assertTrue(Frames.isFramework("com.arjuna.ats.jta.TransactionManager"));
    assertFalse(Frames.isPlumbing("io.tripmeter.sample.TaskRepository"));
    assertFalse(Frames.isFramework("org.example.Tasks"));
    assertFalse(Frames.isFramework("org.springframework.samples.petclinic.owner.PetController"));
  }

  /** What stands between the application's line and the driver in their stacks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.hibernate.sql.results.jdbc.internal.DeferredResultSetAccess",
        "org.hibernate.collection.spi.PersistentBag",
        "org.eclipse.persistence.indirection.IndirectList",
        "org.jooq.impl.AbstractResultQuery",
        "org.apache.ibatis.binding.MapperProxy",
        "org.mybatis.spring.SqlSessionTemplate",
        "org.jdbi.v3.core.statement.SqlStatement",
        "org.springframework.data.jpa.repository.support.SimpleJpaRepository",
        "org.jetbrains.exposed.sql.statements.Statement",
        "org.jetbrains.exposed.v1.jdbc.Query",
        "kotlin.sequences.SequencesKt___SequencesKt",
        "kotlinx.coroutines.DispatchedTask",
        "scala.concurrent.impl.Promise$Transformation",
        "slick.jdbc.JdbcBackend$SessionDef",
        "scalikejdbc.StatementExecutor",
        "org.ktorm.database.Database"
      })
  void aLibraryForStatementsIsNotTheApplication(String className) {
    assertTrue(Frames.isFramework(className));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdk.proxy2.$Proxy27",
        "com.sun.proxy.$Proxy27",
        "com.acme.Owner$HibernateProxy$9qPzkWHv",
        "com.acme.Owner_$$_jvstd2b_0",
        "com.acme.Orders$$EnhancerBySpringCGLIB$$1a2b",
        "com.acme.Orders$$Lambda$14",
        "com.acme.Orders_Subclass"
      })
  void aGeneratedProxyIsNotTheApplication(String className) {
    assertTrue(Frames.isPlumbing(className));
  }

  @Test
  void methodsThatAreAddedToEntitiesAreNotTheApplication() {
    assertTrue(Frames.isGeneratedMethod("$$_hibernate_read_pets"));
    assertTrue(Frames.isGeneratedMethod("_persistence_get_pets"));
    assertFalse(Frames.isGeneratedMethod("getPets"));
  }

  /** Between the driver and the application, and nowhere else. */
  @Test
  void aLazyAssociationIsRecognisedByHibernatesFrames() {
    StackTraceElement[] stack = new StackTraceElement[4];
    stack[0] = new StackTraceElement("org.postgresql.jdbc.PgStatement", "execute", "P.java", 1);
    stack[1] = frame("org.hibernate.collection.internal.AbstractPersistentCollection");
    stack[2] = frame("com.acme.Orders");
    stack[3] = frame("org.hibernate.proxy.AbstractLazyInitializer");
    assertTrue(LazyAssociation.isLoadedBy(stack[2], stack));
    stack[1] = frame("org.hibernate.loader.Loader");
    assertFalse(LazyAssociation.isLoadedBy(stack[2], stack));
    stack[1] = frame("com.acme.AbstractPersistentCollection");
    assertFalse(LazyAssociation.isLoadedBy(stack[2], stack));
  }

  private static StackTraceElement frame(String className) {
    return new StackTraceElement(className, "call", "C.java", 1);
  }

  /** Every class in a folder belongs to the application, whatever its name. */
  @ParameterizedTest
  @ValueSource(strings = {"classes", "app/WEB-INF/classes", "app/BOOT-INF/classes"})
  void classesInAFolderBelongToTheApplication(String folder) throws Exception {
    Path classes = Files.createDirectories(directory.resolve(folder));
    copy(Orders.class, classes);
    copy(PetTypeFormatter.class, classes);
    assertOwner(Owner.APPLICATION, Orders.class, classes.toUri().toURL());
    assertOwner(Owner.APPLICATION, PetTypeFormatter.class, classes.toUri().toURL());
  }

  @Test
  void aJarBesideTheApplicationIsALibraryOrAFramework() throws Exception {
    Path jar = jar("lib.jar", Orders.class, Repository.class, PetTypeFormatter.class);
    assertOwner(Owner.FRAMEWORK, Orders.class, jar.toUri().toURL());
    assertOwner(Owner.LIBRARY, Repository.class, jar.toUri().toURL());
    assertOwner(Owner.LIBRARY, PetTypeFormatter.class, jar.toUri().toURL());
  }

  @Test
  void theJarThatWasStartedBelongsToTheApplication() throws Exception {
    Path jar = jar("app.jar", Orders.class, Repository.class);
    Owners owners = owners(new MainProgram("org.hibernate.demo.Main", jar.toFile()));
    assertEquals(Owner.APPLICATION, owners.get(load(Orders.class, jar.toUri().toURL())));
    assertEquals(
        Owner.APPLICATION, owners.get(load(Repository.class, jar.toUri().toURL())));
  }

  @Test
  void inAFatJarOnlyNamesDecide() throws Exception {
    Path jar = directory.resolve("all.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      add(zip, Orders.class);
      add(zip, Repository.class);
      for (String project : List.of("com.acme/app", "org.hibernate/hibernate-core")) {
        zip.putNextEntry(new ZipEntry("META-INF/maven/" + project + "/pom.properties"));
      }
    }
    Owners owners = owners(new MainProgram("com.acme.Main", jar.toFile()));
    assertEquals(Owner.FRAMEWORK, owners.get(load(Orders.class, jar.toUri().toURL())));
    assertEquals(
        Owner.APPLICATION, owners.get(load(Repository.class, jar.toUri().toURL())));
  }

  @Test
  void aJarWithTheMainClasssRootPackageBelongsToTheApplication() throws Exception {
    Path jar = jar("module.jar", Repository.class);
    Owners owners = owners(new MainProgram("org.example.shop.Main", null));
    assertEquals(
        Owner.APPLICATION, owners.get(load(Repository.class, jar.toUri().toURL())));
  }

  @Test
  void aBrokerThatWasStartedIsTheApplicationInAllOfItsJars() throws Exception {
    Class<?> store =
        load(Store.class, jar("activemq-store.jar", Store.class).toUri().toURL());
    assertEquals(
        Owner.APPLICATION,
        owners(new MainProgram("org.apache.activemq.console.Main", null)).get(store));
    assertEquals(Owner.FRAMEWORK, owners(new MainProgram("com.acme.Main", null)).get(store));
    assertEquals(Owner.FRAMEWORK, owners(MainProgram.UNKNOWN).get(store));
  }

  @Test
  void theApplicationsFrameIsTheCallerEvenIfALibrarysIsNearer() throws Exception {
    Path jar = jar("lib.jar", Repository.class, Orders.class);
    Path classes = Files.createDirectories(directory.resolve("classes"));
    copy(PetTypeFormatter.class, classes);
    for (Callers callers : List.of(
        new WalkedCallers(owners(MainProgram.UNKNOWN)),
        new ThrownCallers(owners(MainProgram.UNKNOWN)))) {
      Supplier<Object> framework = make(Orders.class, jar, callers::describe);
      Supplier<Object> formatter = make(PetTypeFormatter.class, classes, framework);
      String caller = String.valueOf(formatter.get());
      assertTrue(
          caller.matches("org\\.springframework\\.samples\\.petclinic\\.owner\\.PetTypeFormatter"
              + "\\.get\\(PetTypeFormatter\\.java:\\d+\\)"),
          caller);
    }
  }

  /** All statements of such a proxy would have one and the same line. */
  @Test
  void aProxysHandlerIsTheCallerOnlyWithoutAnother() throws Exception {
    assertHandlerIsLast(Around.class, "invoke");
  }

  @Test
  void soItIsIfTheHandlerIsALambda() throws Exception {
    assertHandlerIsLast(AroundByLambda.class, "lambda$get$0");
  }

  private void assertHandlerIsLast(Class<? extends Supplier<?>> around, String method)
      throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    copy(around, classes);
    copy(PetTypeFormatter.class, classes);
    for (Callers callers : List.of(
        new WalkedCallers(owners(MainProgram.UNKNOWN)),
        new ThrownCallers(owners(MainProgram.UNKNOWN)))) {
      Supplier<?> proxy = (Supplier<?>) make(around, classes, callers::describe).get();
      assertTrue(proxy.get().toString().startsWith(around.getName() + "." + method + "("));
      String caller =
          String.valueOf(make(PetTypeFormatter.class, classes, proxy).get());
      assertTrue(caller.contains(".PetTypeFormatter.get("), caller);
    }
  }

  @Test
  void aModuleOfTheApplicationIsTheCallerBeforeItsOwnCaller() {
    CallerSearch<String> search = new CallerSearch<>();
    assertFalse(search.add("unknown", Owner.LIBRARY, "net.other.Orm"));
    assertFalse(search.add("module", Owner.LIBRARY, "com.acme.data.Orders"));
    assertFalse(search.add("spring", Owner.FRAMEWORK, "org.springframework.web.Servlet"));
    assertFalse(search.add("web", Owner.APPLICATION, "com.acme.web.OrderController"));
    assertTrue(search.add("jdk", Owner.PLUMBING, "java.lang.Thread"));
    assertEquals("module", search.result());
  }

  @Test
  void theFramesThatCallTheCallerAreFoundUpToTheServlet() {
    CallerSearch<String> search = new CallerSearch<>(2);
    assertFalse(search.add("dao", Owner.LIBRARY, "com.acme.data.Dao"));
    assertFalse(search.add("orders", Owner.LIBRARY, "com.acme.data.Orders"));
    assertFalse(search.add("handler", Owner.APPLICATION, "com.acme.web.Transactions"));
    assertFalse(search.add("proxy", Owner.PLUMBING, "jdk.proxy2.$Proxy27"));
    assertFalse(search.add("spring", Owner.FRAMEWORK, "org.springframework.web.Servlet"));
    assertFalse(search.add("web", Owner.APPLICATION, "com.acme.web.OrderController"));
    assertTrue(search.add("servlet", Owner.PLUMBING, "jakarta.servlet.http.HttpServlet"));
    assertEquals("dao", search.result());
    assertEquals(List.of("orders", "web"), search.outer());

    CallerSearch<String> filtered = new CallerSearch<>(2);
    assertFalse(filtered.add("web", Owner.APPLICATION, "com.acme.web.OrderController"));
    assertTrue(filtered.add("servlet", Owner.PLUMBING, "javax.servlet.http.HttpServlet"));
    assertEquals("web", filtered.result());
    assertEquals(List.of(), filtered.outer());
  }

  @Test
  void theFramesThatCallTheCallerAreTheApplications() throws Exception {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    copy(PetTypeFormatter.class, classes);
    copy(Orders.class, classes);
    for (Callers callers : List.of(
        new WalkedCallers(owners(MainProgram.UNKNOWN)),
        new ThrownCallers(owners(MainProgram.UNKNOWN)))) {
      Supplier<Object> statement = callers::describeOuter;
      assertEquals(List.of(), make(Orders.class, classes, statement).get());
      Supplier<Object> inner = make(Orders.class, classes, statement);
      Supplier<Object> middle = make(PetTypeFormatter.class, classes, inner);
      Supplier<Object> outer = make(Orders.class, classes, middle);
      String found = make(PetTypeFormatter.class, classes, outer).get().toString();
      assertTrue(
          found.matches(
              "\\[.*\\.PetTypeFormatter\\.get\\([^,]*\\), .*\\.Orders\\.get\\([^,]*\\), .*\\.PetTypeFormatter\\.get\\([^,]*\\).*]"),
          found);
    }
  }

  @Test
  void theRootPackageIdentifiesAProject() {
    assertEquals("com.acme.", Frames.root("com.acme.shop.Orders"));
    assertEquals("example.", Frames.root("example.Orders"));
    assertEquals("", Frames.root("Orders"));
    assertEquals("io.github.jane.", Frames.root("io.github.jane.shop.Orders"));
    assertTrue(new MainProgram("com.acme.Main", null).hasSameRoot("com.acme.data.Orders"));
    assertFalse(new MainProgram("org.apache.shop.Main", null)
        .hasSameRoot("org.apache.kafka.clients.Producer"));
    assertFalse(MainProgram.UNKNOWN.hasSameRoot("com.acme.data.Orders"));
  }

  @Test
  void aCallerIsShownAsAPlaceThatAnIdeCanOpen() {
    assertEquals(
        "org.example.Tasks.byUser(Tasks.java:42)",
        Frames.describe(new StackTraceElement("org.example.Tasks", "byUser", "Tasks.java", 42)));
    assertEquals(
        "org.example.Tasks.byUser(Unknown Source)",
        Frames.describe(new StackTraceElement("org.example.Tasks", "byUser", null, -1)));
  }

  private static Owners owners(MainProgram main) {
    return new Owners(new CodeSources(() -> main));
  }

  private static void assertOwner(Owner expected, Class<?> type, URL place) throws Exception {
    assertEquals(expected, owners(MainProgram.UNKNOWN).get(load(type, place)), place.toString());
  }

  @SuppressWarnings("unchecked")
  private static Supplier<Object> make(Class<?> type, Path place, Supplier<?> statement)
      throws Exception {
    return (Supplier<Object>)
        load(type, place.toUri().toURL()).getConstructor(Supplier.class).newInstance(statement);
  }

  /** Loads the class with its own loader. The loader stays open, because a closed one could load nothing later. */
  private static Class<?> load(Class<?> type, URL place) throws ClassNotFoundException {
    return new URLClassLoader(new URL[] {place}, null).loadClass(type.getName());
  }

  private Path jar(String name, Class<?>... types) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : types) {
        add(zip, type);
      }
    }
    return jar;
  }

  private static void add(ZipOutputStream zip, Class<?> type) throws IOException {
    zip.putNextEntry(new ZipEntry(path(type)));
    copy(type, zip);
  }

  private static void copy(Class<?> type, Path folder) throws IOException {
    Path file = folder.resolve(path(type));
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      copy(type, out);
    }
  }

  private static void copy(Class<?> type, OutputStream out) throws IOException {
    try (InputStream in = type.getResourceAsStream("/" + path(type))) {
      in.transferTo(out);
    }
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }
}
