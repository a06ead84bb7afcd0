namespace Akka.Annotations;

/// <summary>Says that what is marked may still change between versions.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class ApiMayChangeAttribute : Attribute;
