package example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An application's own data source, whose class does not tell where it leads. */
public final class DelegatingDataSource extends PlainDataSource {
  private String url;

  public void setUrl(String url) {
    this.url = url;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }
}
