package example;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** A password that is asked for at each connect, as tokens of cloud providers are: what a file has at the time. */
public final class FilePassword implements AuthenticationPlugin {
  private final String file;

  public FilePassword(Properties properties) {
    file = System.getProperty("file.password");
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    try {
      byte[] content = Files.readAllBytes(Paths.get(file));
      return new String(content, StandardCharsets.UTF_8).toCharArray();
    } catch (IOException e) {
      throw new PSQLException("no password", PSQLState.INVALID_PASSWORD, e);
    }
  }
}
