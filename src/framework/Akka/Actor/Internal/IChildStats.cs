namespace Akka.Actor.Internal;

/// <summary>What a parent knows under a child's name.</summary>
public interface IChildStats;
