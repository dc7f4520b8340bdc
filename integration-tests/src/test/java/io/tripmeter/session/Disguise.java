package io.tripmeter.session;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server that is not PostgreSQL reports in its handshake: parameters (ParameterStatus) and the number of its process. */
final class Disguise {
  private final Map<String, String> reported = new LinkedHashMap<>();
  private boolean hasKey;
  private long key;

  Disguise reporting(String parameter, String value) {
    reported.put(parameter, value);
    return this;
  }

  /** BackendKeyData; 0 for none. */
  Disguise key(long process) {
    hasKey = true;
    key = process;
    return this;
  }

  /** The handshake's messages up to the first ReadyForQuery, then all the rest as it is. */
  void pass(InputStream server, OutputStream client) throws IOException {
    DataInputStream in = new DataInputStream(server);
    int type = reported.isEmpty() && !hasKey ? -1 : in.read();
    while (type >= 0) {
      byte[] body = new byte[in.readInt() - 4];
      in.readFully(body);
      client.write(changed((char) type, body));
      client.flush();
      type = type == 'Z' ? -1 : in.read();
    }
    in.transferTo(client);
  }

  private byte[] changed(char type, byte[] body) throws IOException {
    if (type == 'K' && hasKey) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream data = new DataOutputStream(bytes);
      data.writeInt((int) key);
      data.write(body, 4, body.length - 4);
      return key == 0 ? new byte[0] : message('K', bytes.toByteArray());
    }
    if (type == 'Z') {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Map.Entry<String, String> each : reported.entrySet()) {
        String text = each.getKey() + '\0' + each.getValue() + '\0';
        all.write(message('S', text.getBytes(StandardCharsets.UTF_8)));
      }
      all.write(message('Z', body));
      return all.toByteArray();
    }
    return message(type, body);
  }

  private static byte[] message(char type, byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(type);
    out.writeInt(body.length + 4);
    out.write(body);
    return bytes.toByteArray();
  }
}
