package io.tripmeter.work.library;

import io.tripmeter.work.WorkKind;

/** The libraries whose jobs and messages are units of work. A new one is some lines here. */
public final class KnownLibraries {
  private KnownLibraries() {}

  public static WorkKind[] all() {
    return new WorkKind[] {
      springScheduled(),
      springAsync(),
      springBatch(),
      quartz(),
      jobRunr(),
      jms(),
      springKafka(),
      rabbit(),
      springRabbit()
    };
  }

  /** A run of a method with Spring's @Scheduled, on whatever thread; Spring 5.0 to 7.0. */
  private static WorkKind springScheduled() {
    return LibraryWork.job("getTarget + getMethod")
        .in("org.springframework.scheduling.support.ScheduledMethodRunnable", "run()", "self");
  }

  /** A run of a method with Spring's @Async that no unit has handed out: the task that its interceptor submits. Spring 5.3 to 7.0. */
  private static WorkKind springAsync() {
    return LibraryWork.job("getThis + getMethod")
        .in(
            "org.springframework.aop.interceptor.AsyncExecutionInterceptor",
            "lambda$invoke$0(Lorg/aopalliance/intercept/MethodInvocation;",
            "first");
  }

  /** Each step, on whatever thread a partition of it runs. The class is the same in 4 to 6, its argument's package is not. */
  private static WorkKind springBatch() {
    return LibraryWork.step("getJobExecution.getJobInstance.getJobName + getStepName")
        .failedWith("getFailureExceptions")
        .in("org.springframework.batch.core.step.AbstractStep", "execute(", "first");
  }

  /** What the application's job does, and not what Quartz writes into its own tables around it. A key may have values in it, a class has none. */
  private static WorkKind quartz() {
    return LibraryWork.job("getJobDetail.getJobClass")
        .inEvery("(Lorg/quartz/JobExecutionContext;)V", "execute", "first");
  }

  /** What the application's job does; JobRunr runs it in a scheduler's task. Its name and its signature may have values in them. */
  private static WorkKind jobRunr() {
    return LibraryWork.job("getJobDetails.getClassName + getJobDetails.getMethodName")
        .in("org.jobrunr.server.runner.AbstractBackgroundJobRunner", "run(", "first");
  }

  /**
   * A listener of the application's, Spring's container around one, and ActiveMQ's consumer: the JVM shows no agent a listener that is a
   * lambda.
   */
  private static WorkKind jms() {
    String destination = "getJMSDestination.getQueueName | getJMSDestination.getTopicName";
    String ofActiveMq =
        "getMessage.getJMSDestination.getQueueName | getMessage.getJMSDestination.getTopicName";
    return LibraryWork.message(destination + " | " + ofActiveMq)
        .of("jms")
        .namedByDestination()
        .inEvery("(Ljavax/jms/Message;)V", "onMessage", "first")
        .inEvery("(Ljakarta/jms/Message;)V", "onMessage", "first")
        .in(
            "org.springframework.jms.listener.AbstractMessageListenerContainer",
            "doExecuteListener(",
            "second")
        .in("org.apache.activemq.ActiveMQMessageConsumer", "dispatch(", "first");
  }

  /** One record, or a batch of them by the topic of the first. Spring Kafka 2.8 to 4.0. */
  private static WorkKind springKafka() {
    String container =
        "org.springframework.kafka.listener.KafkaMessageListenerContainer$ListenerConsumer";
    return LibraryWork.message("topic")
        .of("kafka")
        .namedByDestination()
        .in(container, "invokeOnMessage(", "first")
        .in(container, "invokeBatchOnMessage(", "first");
  }

  /** A consumer does not know its queue, and a routing key may have values in it. ChannelN has one of its own around a DeliverCallback. */
  private static WorkKind rabbit() {
    return LibraryWork.message("#val$deliverCallback | ")
        .of("rabbitmq")
        .inEvery(
            "(Ljava/lang/String;Lcom/rabbitmq/client/Envelope;Lcom/rabbitmq/client/AMQP$BasicProperties;[B)V",
            "handleDelivery",
            "self");
  }

  /** It knows the queue, and one of its containers works inside of RabbitMQ's own call. */
  private static WorkKind springRabbit() {
    return LibraryWork.message("getMessageProperties.getConsumerQueue")
        .of("rabbitmq")
        .namedByDestination()
        .knowingBetter()
        .in(
            "org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer",
            "executeListener(",
            "second");
  }
}
