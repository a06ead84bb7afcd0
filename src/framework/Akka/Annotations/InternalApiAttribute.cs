namespace Akka.Annotations;

/// <summary>Says that what is marked belongs to the toolkit itself.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class InternalApiAttribute : Attribute;
