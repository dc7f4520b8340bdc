package example;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.HiveMetaStoreClient;
import org.apache.hadoop.hive.metastore.api.Database;
import org.apache.hadoop.hive.metastore.api.FieldSchema;
import org.apache.hadoop.hive.metastore.api.Partition;
import org.apache.hadoop.hive.metastore.api.SerDeInfo;
import org.apache.hadoop.hive.metastore.api.StorageDescriptor;
import org.apache.hadoop.hive.metastore.api.Table;

/** Uses a Hive metastore through its own client and prints the answers. Arguments: the metastore's URI, a folder. */
public final class HiveClient {
  private HiveClient() {}

  public static void main(String[] args) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("metastore.thrift.uris", args[0]);
    String folder = "file:" + args[1] + "/shop";
    HiveMetaStoreClient client = new HiveMetaStoreClient(configuration);
    client.createDatabase(new Database("shop", "orders", folder, new HashMap<>()));
    for (int i = 0; i < 3; i++) {
      client.createTable(table("t" + i, folder));
    }
    List<Partition> days = new ArrayList<>();
    for (int day = 1; day < 9; day++) {
      days.add(partition("t1", "day=" + day, folder));
    }
    say(() -> client.add_partitions(days));
    say(() -> client.getAllDatabases());
    say(() -> client.getAllTables("shop"));
    say(() -> client.getTable("shop", "t1").getSd().getCols());
    say(() -> client.listPartitionNames("shop", "t1", (short) -1));
    say(() ->
        client.listPartitionsByFilter("shop", "t1", "day = \"3\"", (short) -1).size());
    say(() -> client.getTable("shop", "nothing"));
    Table renamed = client.getTable("shop", "t2");
    renamed.setTableName("t9");
    client.alter_table("shop", "t2", renamed);
    say(() -> client.getTables("shop", "t*"));
    say(() -> client.dropPartition("shop", "t1", "day=4", true));
    say(() -> client.listPartitions("shop", "t1", (short) -1).size());
    client.dropDatabase("shop", true, false, true);
    say(() -> client.getAllDatabases());
    say(() -> client.getDatabase("shop"));
    client.close();
  }

  private static void say(Callable<?> call) {
    try {
      System.out.println("answer: " + call.call());
    } catch (Exception e) {
      System.out.println("answer: " + e);
    }
  }

  private static Table table(String name, String folder) {
    Table table = new Table();
    table.setDbName("shop");
    table.setTableName(name);
    table.setOwner("owner");
    table.setSd(storage(folder + "/" + name));
    table.setPartitionKeys(Collections.singletonList(new FieldSchema("day", "string", "")));
    table.setParameters(new HashMap<>());
    return table;
  }

  private static Partition partition(String table, String name, String folder) {
    Partition partition = new Partition();
    partition.setDbName("shop");
    partition.setTableName(table);
    partition.setValues(Collections.singletonList(name.substring(4)));
    partition.setSd(storage(folder + "/" + table + "/" + name));
    partition.setParameters(new HashMap<>());
    return partition;
  }

  private static StorageDescriptor storage(String place) {
    StorageDescriptor storage = new StorageDescriptor();
    storage.setCols(
        Arrays.asList(new FieldSchema("id", "int", ""), new FieldSchema("name", "string", "")));
    storage.setLocation(place);
    storage.setSerdeInfo(new SerDeInfo("serde", "serde", new HashMap<>()));
    storage.setParameters(new HashMap<>());
    return storage;
  }
}
