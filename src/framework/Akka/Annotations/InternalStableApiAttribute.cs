namespace Akka.Annotations;

/// <summary>Says that what is marked belongs to the toolkit itself and its companions, and stays as it is.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class InternalStableApiAttribute : Attribute;
