package example;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

/** Spring's own listener containers for Kafka, on the consumer that Kafka has for tests: there is no broker. */
final class KafkaMessages {
  private static final CountDownLatch DONE = new CountDownLatch(4 + Tasks.CROWD);

  private KafkaMessages() {}

  static void run() throws Exception {
    MessageListener<String, String> each = record -> {
      RequestTrips.query(2);
      DONE.countDown();
      if (record.value().equals("bad")) {
        throw new IllegalStateException("the listener's own");
      }
    };
    BatchMessageListener<String, String> batch = records -> {
      RequestTrips.query(3);
      DONE.countDown();
    };
    KafkaMessageListenerContainer<?, ?> first = container("payments", each, "a", "b", "bad");
    KafkaMessageListenerContainer<?, ?> second = container("clicks", batch, "a", "b");
    List<KafkaMessageListenerContainer<?, ?>> crowd = crowd();
    DONE.await();
    first.stop();
    second.stop();
    crowd.forEach(KafkaMessageListenerContainer::stop);
  }

  /** Consumers of one topic at once. */
  private static List<KafkaMessageListenerContainer<?, ?>> crowd() {
    List<KafkaMessageListenerContainer<?, ?>> crowd = new ArrayList<>();
    MessageListener<String, String> each = record -> {
      Tasks.oneOfCrowd(Integer.parseInt(record.value()));
      DONE.countDown();
    };
    for (int i = 0; i < Tasks.CROWD; i += 4) {
      crowd.add(container("visits", each, "" + i, "" + (i + 1), "" + (i + 2), "" + (i + 3)));
    }
    return crowd;
  }

  private static KafkaMessageListenerContainer<?, ?> container(
      String topic, Object listener, String... values) {
    Topic consumer = new Topic(topic, values);
    ContainerProperties properties = new ContainerProperties(topic);
    properties.setMessageListener(listener);
    properties.setGroupId("tests");
    KafkaMessageListenerContainer<String, String> container =
        new KafkaMessageListenerContainer<>(new Factory(consumer), properties);
    container.start();
    return container;
  }

  /** One partition, with these records from the begin. */
  private static final class Topic extends MockConsumer<String, String> {
    private final TopicPartition partition;
    private final String[] values;

    Topic(String topic, String... values) {
      super(OffsetResetStrategy.EARLIEST);
      partition = new TopicPartition(topic, 0);
      this.values = values;
    }

    @Override
    public synchronized void subscribe(
        Collection<String> topics, ConsumerRebalanceListener listener) {
      super.subscribe(topics, listener);
      updateBeginningOffsets(Collections.singletonMap(partition, 0L));
      List<TopicPartition> assigned = Collections.singletonList(partition);
      rebalance(assigned);
      listener.onPartitionsAssigned(assigned);
      for (int i = 0; i < values.length; i++) {
        addRecord(new ConsumerRecord<>(partition.topic(), 0, i, "key " + i, values[i]));
      }
    }
  }

  private static final class Factory implements ConsumerFactory<String, String> {
    private final Consumer<String, String> consumer;

    Factory(Consumer<String, String> consumer) {
      this.consumer = consumer;
    }

    @Override
    public Consumer<String, String> createConsumer(String group, String prefix, String suffix) {
      return consumer;
    }

    @Override
    public Consumer<String, String> createConsumer(
        String group, String prefix, String suffix, Properties properties) {
      return consumer;
    }

    @Override
    public boolean isAutoCommit() {
      return false;
    }

    @Override
    public Map<String, Object> getConfigurationProperties() {
      return new HashMap<>();
    }
  }
}
