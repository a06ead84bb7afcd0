namespace Akka.Serialization;

/// <summary>
/// A serializer whose manifests are names of types and that knows all of them: another name is never looked up, since that would load
/// whatever assembly a stranger names.
/// </summary>
internal interface IClosedManifests
{
    /// <returns>The type of that name; null when it is none of this serializer's.</returns>
    Type? TypeOf(string manifest);
}
