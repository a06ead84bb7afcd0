namespace Akka.Actor;

/// <summary>Handles a message; <c>false</c> when it does not know it.</summary>
public delegate bool Receive(object message);

/// <summary>Handles a message.</summary>
public delegate void UntypedReceive(object message);
