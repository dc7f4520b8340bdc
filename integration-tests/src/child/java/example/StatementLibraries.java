package example;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One slow statement through each of some libraries. They are called by reflection, because they are on the class path of one test only. Arguments:
 * URL, user, password.
 */
public final class StatementLibraries {
  private final String[] arguments;

  private StatementLibraries(String[] arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) throws Exception {
    StatementLibraries libraries = new StatementLibraries(arguments);
    System.out.println("ready");
    System.in.read();
    libraries.myBatis();
    libraries.jooq();
    libraries.jdbi();
    libraries.eclipseLink();
    System.out.println("done");
    System.in.read();
    System.exit(0);
  }

  private static String sql(String alias) {
    return "SELECT pg_sleep(0.03)::text AS " + alias;
  }

  private void myBatis() throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(arguments[2]);
    Object transactions = make("org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory");
    Class<?> factory = Class.forName("org.apache.ibatis.transaction.TransactionFactory");
    Object environment = Class.forName("org.apache.ibatis.mapping.Environment")
        .getConstructor(String.class, factory, DataSource.class)
        .newInstance("test", transactions, source);
    Object configuration = Class.forName("org.apache.ibatis.session.Configuration")
        .getConstructor(environment.getClass())
        .newInstance(environment);
    String mapper =
        "<?xml version='1.0'?><!DOCTYPE mapper PUBLIC '-//mybatis.org//DTD Mapper 3.0//EN'"
            + " 'http://mybatis.org/dtd/mybatis-3-mapper.dtd'><mapper namespace='example.SlowMapper'>"
            + "<select id='slow' resultType='string'>" + sql("by_mybatis") + "</select></mapper>";
    Constructor<?> builder = Class.forName("org.apache.ibatis.builder.xml.XMLMapperBuilder")
        .getConstructor(InputStream.class, configuration.getClass(), String.class, Map.class);
    call(
        builder.newInstance(
            new ByteArrayInputStream(mapper.getBytes(StandardCharsets.UTF_8)),
            configuration,
            "SlowMapper.xml",
            new HashMap<String, Object>()),
        "parse");
    Object sessions = call(
        make("org.apache.ibatis.session.SqlSessionFactoryBuilder"),
        "build",
        configuration.getClass(),
        configuration);
    Object session = call(sessions, "openSession");
    ((SlowMapper) call(session, "getMapper", Class.class, SlowMapper.class)).slow();
    call(session, "close");
  }

  private void jooq() throws Exception {
    try (Connection connection = connect()) {
      Object dsl = Class.forName("org.jooq.impl.DSL")
          .getMethod("using", Connection.class)
          .invoke(null, connection);
      call(dsl, "fetch", String.class, sql("by_jooq"));
    }
  }

  private void jdbi() throws Exception {
    try (Connection connection = connect()) {
      Object jdbi = Class.forName("org.jdbi.v3.core.Jdbi")
          .getMethod("create", Connection.class)
          .invoke(null, connection);
      Object handle = call(jdbi, "open");
      Object query =
          handle.getClass().getMethod("createQuery", String.class).invoke(handle, sql("by_jdbi"));
      call(call(query, "mapToMap"), "list");
    }
  }

  private void eclipseLink() throws Exception {
    Object login = make("org.eclipse.persistence.sessions.DatabaseLogin");
    call(login, "setDriverClassName", String.class, "org.postgresql.Driver");
    call(login, "setDatabaseURL", String.class, arguments[0].substring("jdbc:".length()));
    call(login, "setDriverURLHeader", String.class, "jdbc:");
    call(login, "setUserName", String.class, arguments[1]);
    call(login, "setPassword", String.class, arguments[2]);
    Object project = Class.forName("org.eclipse.persistence.sessions.Project")
        .getConstructor(Class.forName("org.eclipse.persistence.sessions.DatabaseLogin"))
        .newInstance(login);
    Object session = call(project, "createDatabaseSession");
    call(session, "login");
    call(session, "executeSQL", String.class, sql("by_eclipselink"));
    call(session, "logout");
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(arguments[0], arguments[1], arguments[2]);
  }

  private static Object make(String type) throws Exception {
    return Class.forName(type).getConstructor().newInstance();
  }

  private static Object call(Object on, String method) throws Exception {
    return invoke(on.getClass().getMethod(method), on);
  }

  private static Object call(Object on, String method, Class<?> type, Object argument)
      throws Exception {
    return invoke(on.getClass().getMethod(method, type), on, argument);
  }

  /** The class may not be public; its methods are those of an interface. */
  private static Object invoke(Method method, Object on, Object... arguments) throws Exception {
    method.setAccessible(true);
    return method.invoke(on, arguments);
  }
}
