package example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The data source that the server has under the name of the system property {@code shop.jndi}; else a pool of the application's own, made
 * of the properties {@code shop.url}, {@code shop.user} and {@code shop.password} and called as the application's path is.
 */
public final class Database implements ServletContextListener {
  private HikariDataSource own;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext application = event.getServletContext();
    DataSource database = ofServer();
    if (database == null) {
      own = pool(application.getContextPath().substring(1));
      database = own;
    }
    application.setAttribute(Database.class.getName(), database);
  }

  private static DataSource ofServer() {
    try {
      String name = System.getProperty("shop.jndi", "java:comp/env/jdbc/shop");
      return (DataSource) new InitialContext().lookup(name);
    } catch (NamingException none) {
      return null;
    }
  }

  private static HikariDataSource pool(String name) {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName("org.postgresql.Driver");
    config.setJdbcUrl(System.getProperty("shop.url"));
    config.setUsername(System.getProperty("shop.user"));
    config.setPassword(System.getProperty("shop.password"));
    config.setPoolName(name);
    config.setMaximumPoolSize(5);
    return new HikariDataSource(config);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (own != null) {
      own.close();
    }
  }

  static DataSource of(ServletContext application) {
    return (DataSource) application.getAttribute(Database.class.getName());
  }
}
