namespace Akka.Actor.Internal;

using System.Collections.Concurrent;
using Akka.Configuration;

public partial class ActorSystemImpl
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public override object RegisterExtension(IExtensionId extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        var entry = _extensions.GetOrAdd(extension.ExtensionType, (_, id) => new Lazy<object>(() => id.CreateExtension(this)), extension);
        try
        {
            return entry.Value;
        }
        catch
        {
            // The next one may try again.
            _extensions.TryRemove(new KeyValuePair<Type, Lazy<object>>(extension.ExtensionType, entry));
            throw;
        }
    }

    public override object GetExtension(IExtensionId extensionId) => TryGetExtension(extensionId.ExtensionType, out var found) ? found : null!;

    public override T GetExtension<T>() => TryGetExtension<T>(out var found) ? found : null!;

    public override bool HasExtension(Type type) => _extensions.ContainsKey(type);

    public override bool HasExtension<T>() => _extensions.ContainsKey(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        if (_extensions.TryGetValue(extensionType, out var entry))
        {
            extension = entry.Value;
            return true;
        }

        extension = null!;
        return false;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        var found = TryGetExtension(typeof(T), out var untyped);
        extension = (T)untyped;
        return found;
    }

    private IEnumerable<object> CreatedExtensions() => _extensions.Values.Where(e => e.IsValueCreated).Select(e => e.Value);

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = Type.GetType(name);
            if (type is null || !typeof(IExtensionId).IsAssignableFrom(type) || type.IsAbstract)
            {
                _log.Log(Event.LogLevel.ErrorLevel, null!, $"[{name}] is not an 'ExtensionId', skipping...");
                continue;
            }

            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type)!);
            }
            catch (Exception e)
            {
                _log.Log(Event.LogLevel.ErrorLevel, e, $"While trying to load extension [{name}], skipping...");
            }
        }
    }
}
