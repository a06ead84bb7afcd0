namespace Akka.Annotations;

/// <summary>Says that what is marked is not made to be inherited or implemented outside of the toolkit.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class DoNotInheritAttribute : Attribute;
