package example.differential;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** The ways to a connection: the program's pool, the driver, a data source; now and then one that must fail. */
final class Opening {
  private static final List<String> PARAMETERS = Arrays.asList(
      "",
      "",
      "&prepareThreshold=1",
      "&prepareThreshold=0",
      "&prepareThreshold=-1",
      "&preferQueryMode=simple",
      "&preferQueryMode=extendedForPrepared",
      "&preferQueryMode=extendedCacheEverything",
      "&autosave=always",
      "&autosave=conservative",
      "&autosave=always&cleanupSavepoints=true",
      "&reWriteBatchedInserts=true",
      "&defaultRowFetchSize=3",
      "&binaryTransfer=false",
      "&readOnly=true",
      "&stringtype=unspecified",
      "&assumeMinServerVersion=12",
      "&loginTimeout=20&socketTimeout=60&connectTimeout=20&tcpKeepAlive=true",
      "&escapeSyntaxCallMode=callIfNoReturn",
      "&ApplicationName=named");

  /** These are a session's own, or refused behind a pooler, which has to look the same. */
  private static final List<String> OF_A_SESSION = Arrays.asList(
      "&currentSchema=SCHEMA",
      "&options=-c%20statement_timeout=25000%20-c%20search_path=SCHEMA",
      "&options=-c%20lock_timeout=70",
      "&options=-c%20application_name=by%5C%20option",
      "&options=-c%20nothing_of_this_name=1");

  private static final long IMPATIENT_MILLIS = 1000;

  private final Account account;
  private final Random random;
  private final Transcript transcript;
  private final Observer seen;
  private HikariDataSource pool;
  private int size;
  private int lent;

  Opening(Account account, Random random, Transcript transcript) {
    this.account = account;
    this.random = random;
    this.transcript = transcript;
    this.seen = new Observer(transcript);
  }

  /** Closes what the slot has, as it is, and gives it another. */
  void again(Slot slot) throws SQLException {
    end(slot);
    int way = random.nextInt(40);
    String parameters = parameters();
    seen.attempt(() -> {
      if (way < 22 && mayBorrow()) {
        borrow(slot, parameters);
      } else if (way < 34) {
        transcript.fact("driver", parameters);
        slot.hold(DriverManager.getConnection(url(parameters), account.user, account.password));
      } else if (way < 37) {
        transcript.fact("data source", parameters);
        slot.hold(source(parameters).getConnection());
      } else {
        refused(way);
      }
    });
    slot.hasThreshold = (slot.isPooled && pool != null ? pool.getJdbcUrl() : parameters)
        .contains("prepareThreshold");
    greet(slot);
  }

  /** Behind a pooler more often with statements that have no names, on both sides: otherwise Tripmeter might see to it, or not yet. */
  private String parameters() {
    String chosen = chosen();
    boolean unnamed = account.isPooled()
        && !chosen.contains("prepareThreshold")
        && (random.nextInt(3) > 0 || chosen.contains("autosave"));
    return unnamed ? chosen + "&prepareThreshold=0" : chosen;
  }

  private String chosen() {
    if (random.nextInt(8) == 0) {
      return OF_A_SESSION
          .get(random.nextInt(OF_A_SESSION.size()))
          .replace("SCHEMA", account.schema);
    }
    return PARAMETERS.get(random.nextInt(PARAMETERS.size()));
  }

  private String url(String parameters) {
    return account.url + "?sslmode=disable" + parameters;
  }

  private PGSimpleDataSource source(String parameters) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(parameters));
    source.setUser(account.user);
    source.setPassword(account.password);
    return source;
  }

  private void refused(int way) throws SQLException {
    String wrong = way == 37 ? url("").replaceFirst("/app\\?", "/nowhere?") : url("");
    transcript.fact("refused", way);
    DriverManager.getConnection(
            wrong, way == 38 ? "nobody" : account.user, way == 39 ? "wrong" : account.password)
        .close();
  }

  /** Few pools let a program wait in vain: that takes a second. */
  private boolean mayBorrow() {
    return pool == null || lent < size || pool.getConnectionTimeout() == IMPATIENT_MILLIS;
  }

  private void borrow(Slot slot, String parameters) throws SQLException {
    if (pool == null) {
      Properties settings = settings(parameters);
      transcript.fact(
          "pool",
          settings.stringPropertyNames().stream()
              .sorted()
              .filter(name -> !name.equals("password"))
              .map(name -> name + "=" + settings.getProperty(name))
              .collect(java.util.stream.Collectors.toList()));
      pool = new HikariDataSource(new HikariConfig(settings));
    }
    slot.hold(pool.getConnection());
    slot.isPooled = true;
    lent++;
  }

  private Properties settings(String parameters) {
    Properties settings = new Properties();
    settings.setProperty("poolName", "pool");
    settings.setProperty("jdbcUrl", url(parameters));
    settings.setProperty("username", account.user);
    settings.setProperty("password", account.password);
    maybe(settings, "connectionTimeout", random.nextInt(4) == 0 ? "" + IMPATIENT_MILLIS : "60000");
    size = 1 + random.nextInt(2);
    settings.setProperty("maximumPoolSize", Integer.toString(size));
    maybe(settings, "autoCommit", "false");
    maybe(settings, "readOnly", "true");
    maybe(settings, "connectionTestQuery", "SELECT 1");
    maybe(settings, "isolateInternalQueries", "true");
    if (!account.isPooled()) {
      maybe(settings, "transactionIsolation", "TRANSACTION_REPEATABLE_READ");
      maybe(settings, "schema", account.schema);
      maybe(settings, "connectionInitSql", "SET work_mem = '5MB'");
    }
    return settings;
  }

  private void maybe(Properties settings, String name, String value) {
    if (random.nextInt(6) == 0) {
      settings.setProperty(name, value);
    }
  }

  private void greet(Slot slot) throws SQLException {
    if (slot.isUsable()) {
      slot.observeState();
      PGConnection driver = slot.driver();
      transcript.fact(
          "driver's",
          driver.getAutosave() + " " + driver.getPreferQueryMode() + " "
              + driver.getDefaultFetchSize()
              + (slot.hasThreshold ? " " + driver.getPrepareThreshold() : ""));
    }
  }

  void end(Slot slot) throws SQLException {
    if (slot.isOpen()) {
      seen.attempt(slot.connection()::close);
      transcript.fact("closed", slot.connection().isClosed());
      lent -= slot.isPooled ? 1 : 0;
      slot.hold(null);
    }
  }

  void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
